package format

import (
	"bytes"
	"strings"
)

// oleMagic opens OLE compound files: Word, Excel and PowerPoint of 1997 to
// 2003, Outlook messages, and password-protected newer Office files.
var oleMagic = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

// foreignMarks are the first bytes of formats that are known and not read.
var foreignMarks = []struct{ mark, name, mend string }{
	{`{\rtf`, "an RTF file", "save it as .docx or PDF"},
	{"\x89PNG\r\n\x1a\n", "a picture (PNG)", "give the text itself, or a PDF with text"},
	{"\xff\xd8\xff", "a picture (JPEG)", "give the text itself, or a PDF with text"},
	{"GIF87a", "a picture (GIF)", "give the text itself, or a PDF with text"},
	{"GIF89a", "a picture (GIF)", "give the text itself, or a PDF with text"},
	{"II*\x00", "a picture (TIFF)", "give the text itself, or a PDF with text"},
	{"MM\x00*", "a picture (TIFF)", "give the text itself, or a PDF with text"},
	{"\x1f\x8b", "a gzip archive", "unpack it and give the files in it"},
	{"BZh", "a bzip2 archive", "unpack it and give the files in it"},
	{"\xfd7zXZ\x00", "an xz archive", "unpack it and give the files in it"},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it and give the files in it"},
	{"Rar!\x1a\x07", "a RAR archive", "unpack it and give the files in it"},
	{"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it and give the files in it"},
	{"SQLite format 3\x00", "an SQLite database", "export the documents in it"},
	{"\x7fELF", "a program", "remove it from the folder"},
	{"%!PS", "a PostScript file", "save it as PDF"},
	{"AT&TFORM", "a DjVu scan", "save it as a PDF with text"},
}

// mailHeaders open a stored e-mail message.
var mailHeaders = []string{"received:", "return-path:", "mime-version:", "message-id:", "delivered-to:", "x-mailer:", "content-type:", "dkim-signature:"}

// foreignName gives what a file of a known, unread format is, or "".
func foreignName(data []byte) string {
	if e := foreign(data); e != nil {
		return e.Detail
	}
	return ""
}

// refuseForeign gives the error for a file whose format is known and unread.
func refuseForeign(data []byte) error {
	if e := foreign(data); e != nil {
		return e
	}
	return binaryError()
}

func foreign(data []byte) *Error {
	for _, f := range foreignMarks {
		if bytes.HasPrefix(data, []byte(f.mark)) {
			if f.mark == "BZh" && (len(data) < 4 || data[3] < '1' || data[3] > '9' || !isBinary(data)) {
				continue
			}
			return &Error{Reason: Unsupported, Detail: f.name + ", which is not read yet", Mend: f.mend}
		}
	}
	switch {
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP",
		len(data) >= 12 && string(data[4:8]) == "ftyp" && (string(data[8:11]) == "hei" || string(data[8:11]) == "mif"):
		return &Error{Reason: Unsupported, Detail: "a picture, which is not read yet", Mend: "give the text itself, or a PDF with text"}
	case isMail(data):
		return &Error{Reason: Unsupported, Detail: "an e-mail message, which is not read yet", Mend: "save the text or the attachment as a file of its own"}
	case isXML(data):
		return &Error{Reason: Unsupported, Detail: "an XML file, which is not read yet", Mend: "save it as .html, .docx or .txt"}
	}
	return nil
}

// isMail reports whether at least two of the first lines are mail headers.
func isMail(data []byte) bool {
	seen := 0
	for line := range strings.SplitSeq(string(data[:min(len(data), 4096)]), "\n") {
		line = strings.TrimRight(line, "\r")
		if line == "" {
			break
		}
		lower := strings.ToLower(line)
		for _, h := range mailHeaders {
			if strings.HasPrefix(lower, h) {
				seen++
				break
			}
		}
	}
	return seen >= 2
}

// isXML reports whether the file is XML other than a web page.
func isXML(data []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 4096)], []byte("\ufeff")), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<?xml")) && !looksLikeHTML(head)
}

// refuseOLE tells the kinds of OLE file apart by the names of their streams,
// which stand in UTF-16 at the start of directory entries of 128 bytes.
func refuseOLE(data []byte) error {
	has := func(stream string) bool {
		var name []byte
		for _, c := range []byte(stream) {
			name = append(name, c, 0)
		}
		name = append(name, 0, 0)
		for from := 0; ; {
			i := bytes.Index(data[from:], name)
			if i < 0 {
				return false
			}
			if from += i; from%128 == 0 {
				return true
			}
			from++
		}
	}
	switch {
	case has("EncryptedPackage"):
		return &Error{Reason: Encrypted, Detail: "the document is protected by a password", Mend: "open it in Word, remove the password, and save it again"}
	case has("WordDocument"):
		return &Error{Reason: Unsupported, Detail: "a Word 97-2003 file, which is not read yet", Mend: "save it as .docx or PDF"}
	case has("Workbook"), has("Book"):
		return &Error{Reason: Unsupported, Detail: "an Excel 97-2003 file, which is not read yet", Mend: "save it as .docx or PDF"}
	case has("PowerPoint Document"):
		return &Error{Reason: Unsupported, Detail: "a PowerPoint 97-2003 file, which is not read yet", Mend: "save it as PDF"}
	case has("__nameid_version1.0"):
		return &Error{Reason: Unsupported, Detail: "an Outlook message, which is not read yet", Mend: "save the text or the attachment as a file of its own"}
	}
	return &Error{Reason: Unsupported, Detail: "an OLE compound file of an unknown program", Mend: "save it as .docx or PDF"}
}

func binaryError() *Error {
	return &Error{Reason: Binary, Detail: "neither text nor a known format", Mend: "remove it from the folder, or save the document as .docx, PDF or .txt"}
}
