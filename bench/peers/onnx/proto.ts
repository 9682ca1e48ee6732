import onnxProto, { type onnx as types } from 'onnx-proto';

/** ONNX's messages as plain objects; `onnx-proto` puts them into bytes. */

const { onnx } = onnxProto;
const { FLOAT, INT32, INT64 } = onnx.TensorProto.DataType;
const { AttributeType } = onnx.AttributeProto;

/** Operators of ONNX Runtime that ONNX itself does not have. */
export const CONTRIB = 'com.microsoft';

/** Symbolic where it is a name. */
export type Dimension = number | string;

interface NodeOptions {
  readonly domain?: string;
  readonly ints?: { readonly [name: string]: number };
  readonly floats?: { readonly [name: string]: number };
}

/** One operator; an empty name leaves an optional input or output away. */
export function node(
  opType: string,
  input: string[],
  output: string[],
  { domain = '', ints = {}, floats = {} }: NodeOptions = {},
): types.INodeProto {
  const attribute = [
    ...Object.entries(ints).map(([name, i]) => ({ name, i, type: AttributeType.INT })),
    ...Object.entries(floats).map(([name, f]) => ({ name, f, type: AttributeType.FLOAT })),
  ];
  return { opType, domain, input, output, name: output[0] ?? opType, attribute };
}

export function floats(name: string, dims: readonly number[], data: Float32Array): types.ITensorProto {
  return { name, dims: [...dims], dataType: FLOAT, rawData: bytes(data) };
}

export function int64s(name: string, values: readonly number[]): types.ITensorProto {
  const data = BigInt64Array.from(values, BigInt);
  return { name, dims: [values.length], dataType: INT64, rawData: bytes(data) };
}

/** An input or an output of the graph. */
export function value(
  name: string,
  type: 'float32' | 'int32' | 'int64',
  dims: readonly Dimension[],
): types.IValueInfoProto {
  const elemType = { float32: FLOAT, int32: INT32, int64: INT64 }[type];
  const dim = dims.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

export function modelBytes(graph: types.IGraphProto): Uint8Array {
  const message = onnx.ModelProto.fromObject({
    irVersion: 8,
    producerName: 'mor-explorer',
    opsetImport: [
      { domain: '', version: 17 },
      { domain: CONTRIB, version: 1 },
    ],
    graph,
  });
  return onnx.ModelProto.encode(message).finish();
}

function bytes({ buffer, byteOffset, byteLength }: Float32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
