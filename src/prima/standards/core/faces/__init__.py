"""The catalogue as others read it: schema.org, CPSV-AP 3.2, HSDS 3.0 and a workbook, and back."""
