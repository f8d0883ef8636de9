package extract

// Rules is the version of the rules that describe a document. Raise it with
// every change that finds something else in the same text: installations then
// read their documents anew.
const Rules = 20
