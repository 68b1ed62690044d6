"""Networks in files for others: ONNX models, C headers, parameters."""
