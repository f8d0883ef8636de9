package format

import "context"

func (r *Reader) readPDF(ctx context.Context, data []byte) (Text, error) {
	return Text{}, &Error{Reason: Unsupported, Detail: "a PDF", Mend: "save it as .txt"}
}
