package intake

import "fmt"

// Refusal is why a whole file was not taken: what is wrong and what to do, in
// the two languages of the product.
type Refusal struct {
	Code       string
	Vietnamese string
	English    string
}

// Error gives the English sentence; the Vietnamese one is in the field.
func (r *Refusal) Error() string { return r.English }

// Refuse makes a refusal; both sentences take the same arguments.
func Refuse(code, vietnamese, english string, args ...any) *Refusal {
	return &Refusal{
		Code:       code,
		Vietnamese: fmt.Sprintf(vietnamese, args...),
		English:    fmt.Sprintf(english, args...),
	}
}
