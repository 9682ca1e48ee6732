import type { Decoder, DecoderRequest } from '../decode/decoder';
import { HostDrawn } from '../decode/host-drawn';
import { RowReader } from '../rows/row-reader';
import { openWasmRowEngine } from './row-engine';

/** Throws E-INPUT where a sampling option is out of its range, E-OUT-OF-MEMORY. */
export function openWasmDecoder(request: DecoderRequest): Decoder {
  const { model, config, capacity } = request;
  const limits = { texts: 1, context: capacity, rows: capacity, kvCache: config.kvCache };
  return new HostDrawn(request, () => new RowReader(request, openWasmRowEngine(model, limits)));
}
