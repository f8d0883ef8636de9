package format

import "context"

func (r *Reader) readZip(ctx context.Context, data []byte) (Text, error) {
	return Text{}, &Error{Reason: Unsupported, Detail: "a zip container", Mend: "save it as .txt"}
}

func (r *Reader) readPDF(ctx context.Context, data []byte) (Text, error) {
	return Text{}, &Error{Reason: Unsupported, Detail: "a PDF", Mend: "save it as .txt"}
}
