"""Official documents by GB/T 9704-2012: one model, written as PDF and as DOCX."""
