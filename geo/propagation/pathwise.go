package propagation

// pathwise traces a model that knows nothing better than to look at one whole
// path after another.
type pathwise struct {
	predict func(*Path) Prediction
	layers  []Layer
	path    Path
}

func newPathwise(predict func(*Path) Prediction) *pathwise {
	return &pathwise{predict: predict}
}

// Reset starts a mast.
func (t *pathwise) Reset(layers []Layer) { t.layers = append(t.layers[:0], layers...) }

// Trace predicts every layer at every receiver of one radial.
func (t *pathwise) Trace(radial Radial, distancesKm []float64, out []Prediction) {
	for i, d := range distancesKm {
		radial.profile(d, &t.path.Profile)
		t.path.RxHeightM = ReceiverHeightM
		for l, layer := range t.layers {
			t.path.Frequency, t.path.TxHeightM = layer.Frequency, layer.HeightM
			out[i*len(t.layers)+l] = t.predict(&t.path)
		}
	}
}
