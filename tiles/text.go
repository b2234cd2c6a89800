package tiles

// Text is a word or sentence for people, Vietnamese first.
type Text struct {
	Vietnamese string `json:"vi"`
	English    string `json:"en"`
}
