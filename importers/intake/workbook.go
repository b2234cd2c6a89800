package intake

import (
	"archive/zip"
	"bytes"
	"strings"
)

// isWorkbook tells an XLSX from any other zip by the parts that make it one.
func isWorkbook(z *zip.Reader) bool {
	types, sheets := false, false
	for _, m := range z.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(m.Name, `\`, "/"), "/"))
		types = types || name == "[content_types].xml"
		sheets = sheets || strings.HasPrefix(name, "xl/") || name == "workbook.xml"
	}
	return types && sheets
}

// takeWorkbook checks every part of an XLSX before a reader of workbooks sees
// it: sizes that are true, no document types (entities), no passwords.
func (f *File) takeWorkbook(z *zip.Reader, u *unpacker) *Refusal {
	if len(f.Content) > workbookFile {
		return Refuse("file-too-large", "tệp Excel lớn hơn %d MB: hãy chia nhỏ hoặc lưu thành .csv", "the workbook is over %d MB: split it or save it as .csv", workbookFile>>20)
	}
	for _, m := range z.File {
		if m.FileInfo().IsDir() {
			continue
		}
		if m.Flags&1 != 0 {
			return Refuse("zip-password", "tệp có mật khẩu: hãy bỏ mật khẩu", "the file has a password: remove it")
		}
		content, refusal := u.read(m)
		if refusal != nil {
			return refusal
		}
		if hasDocumentType(content) {
			return Refuse("xml-doctype", "trong tệp có khai báo DOCTYPE, không được nhận: hãy lưu lại bằng Excel", "the file declares a DOCTYPE, which is not taken: save it again with Excel")
		}
	}
	f.Kind = Workbook
	return nil
}

func hasDocumentType(content []byte) bool {
	head := content[:min(len(content), 4096)]
	return bytes.Contains(bytes.ToUpper(head), []byte("<!DOCTYPE"))
}
