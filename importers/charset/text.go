package charset

// Text brings one text on its own to Unicode: the name of a sheet or a file. Too
// short a text to tell stays as it is.
func Text(text string) string {
	if !Suspicious(text) {
		return text
	}
	Convert([]Column{{Texts: []*string{&text}}})
	return text
}
