"""From a document's lines to a Meeting: vocabulary, headings and layouts. Pure: no input, no output."""
