package importers

import "strings"

// SampleLabel marks invented files; who invents data writes it into them.
const SampleLabel = "dữ liệu mẫu — invented sample"

// Invented reports whether a text carries the label of invented data, in
// either of its two languages.
func Invented(text string) bool {
	text = strings.ToLower(text)
	return strings.Contains(text, "dữ liệu mẫu") || strings.Contains(text, "invented sample")
}
