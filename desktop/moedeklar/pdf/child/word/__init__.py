"""Word documents (.docx, ECMA-376) as styled lines. Only the PDF process reads them."""
