// Softmax, relu, matmul and affine, as a program to be verified:
//
//     mnist-nn verify -- node softmax.js
//
// It reads one request from each line, and answers it on one line.
"use strict";

// The functions take and return arrays { dtype, shape, data }. They compute in float64; whoever
// reads a result of fewer bits rounds it.

const relu = (x) => ({ ...x, data: x.data.map((n) => (n < 0 ? 0 : n)) });

// exp(x) / sum(exp(x)) along an axis; the greatest score is subtracted first, to not overflow.
function softmax(x, { axis }) {
  const classes = x.shape.at(axis);
  if (!classes) throw new RangeError(`no classes along axis ${axis} of shape [${x.shape}]`);
  const stride = product(x.shape.slice(axis).slice(1));
  const data = Array(x.data.length);
  for (let first = 0; first < data.length; first++) {
    if (Math.floor(first / stride) % classes !== 0) continue;
    const row = Array.from({ length: classes }, (_, k) => first + k * stride);
    const greatest = row.reduce((most, i) => Math.max(most, x.data[i]), -Infinity);
    for (const i of row) data[i] = Math.exp(x.data[i] - greatest);
    const sum = row.reduce((total, i) => total + data[i], 0);
    for (const i of row) data[i] /= sum;
  }
  return { ...x, data };
}

// x W + b, for x (inputs,) or (batch, inputs), W (inputs, outputs) and b (outputs,).
function affine(x, W, b) {
  const [inputs, outputs] = W.shape;
  if (x.shape.at(-1) !== inputs)
    throw new RangeError(`x has ${x.shape.at(-1)} columns but W has ${inputs} rows`);
  if (b.shape.length !== 1 || b.shape[0] !== outputs)
    throw new RangeError(`b must have shape [${outputs}], not [${b.shape}]`);
  const shape = [...x.shape.slice(0, -1), outputs];
  const data = Array(product(shape));
  for (let at = 0; at < data.length; at++) {
    const row = Math.floor(at / outputs), column = at % outputs;
    let sum = 0;
    for (let k = 0; k < inputs; k++)
      sum += x.data[row * inputs + k] * W.data[k * outputs + column];
    data[at] = sum + b.data[column];
  }
  return { dtype: x.dtype, shape, data };
}

function matmul(x, W) {
  const outputs = W.shape[1];
  return affine(x, W, { shape: [outputs], data: Array(outputs).fill(0) });
}

const product = (shape) => shape.reduce((a, b) => a * b, 1);

// The protocol.

const FUNCTIONS = { softmax, relu, matmul, affine };
const DTYPES = ["float64", "float32", "float16", "bfloat16"];
const NAMES = { nan: NaN, inf: Infinity, "-inf": -Infinity };

const numberOf = (value) => (typeof value === "string" ? NAMES[value] : value);

function valueOf(number) {
  if (Number.isNaN(number)) return "nan";
  if (!Number.isFinite(number)) return number > 0 ? "inf" : "-inf";
  return number;
}

function arrayOf({ dtype, shape, data }) {
  if (!DTYPES.includes(dtype)) throw new RangeError(`the dtype must be one of ${DTYPES}, not ${dtype}`);
  return { dtype, shape, data: data.map(numberOf) };
}

function answer({ call, args, options }) {
  if (call === "describe") {
    const functions = Object.fromEntries(Object.keys(FUNCTIONS).map((name) => [name, DTYPES]));
    return { name: "softmax.js", version: "1", functions };
  }
  try {
    const y = FUNCTIONS[call](...args.map(arrayOf), options);
    return { result: { ...y, data: y.data.map(valueOf) } };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { error: error.message };
  }
}

require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const request = JSON.parse(line);
  console.log(JSON.stringify({ id: request.id, ...answer(request) }));
});
