// Package outage reads lists of sites that fell silent or are back, as operators
// send them: tables with a column of codes and whatever else, or plain lines as
// they were read over the phone. Every line is answered; what is not certain is
// offered, not guessed. Nothing is stored.
package outage
