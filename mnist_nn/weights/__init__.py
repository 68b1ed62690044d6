"""The parameters of a network in files: npz, safetensors, pickle, C headers, ONNX."""
