package api

import "context"

type wordsBody struct {
	Number    int    `json:"number" doc:"Of the report: that of the last thing that was said"`
	Release   string `json:"release" doc:"The one that the report is bound to"`
	Synthetic bool   `json:"synthetic"`
	Text      string `json:"text" doc:"In Vietnamese, to be read aloud: no codes"`
	English   string `json:"english"`
}

// outageWords is the situation as it is read over the phone: now, or as it was
// when the number asked for had been said.
func (s *server) outageWords(ctx context.Context, in *SituationQuestion) (wordsBody, error) {
	f, err := s.situation(ctx, in)
	if err != nil {
		return wordsBody{}, err
	}
	at := s.Now()
	if in.Number > 0 {
		at = f.At()
	}
	return wordsBody{f.Known.Number, f.edition.ID, f.Release.Synthetic, f.Words(at), f.EnglishWords(at)}, nil
}
