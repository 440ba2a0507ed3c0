"""The page: the document as HTML (layout), its print (pdf), and the print held against the page (audit_pdf)."""
