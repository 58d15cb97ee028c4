"""From a document's lines to a Meeting: vocabulary, headings and layouts. Pure: nothing here reads or writes anything."""
