import type { BackendName } from '../backend';
import type { Decoder, DecoderRequest } from './decoder';
import { HostDrawn } from './host-drawn';
import { TfjsReader } from './tfjs-reader';

/** How each backend goes on with a text. */
const DECODERS: Readonly<Record<BackendName, (request: DecoderRequest) => Promise<Decoder>>> = {
  webgpu: async (request) => (await import('./recorded-decoder')).RecordedDecoder.open(request),
  wasm: async (request) => (await import('../wasm/open-decoder')).openWasmDecoder(request),
  cpu: async (request) => new HostDrawn(request, () => new TfjsReader(request)),
};

/** Throws E-INPUT where a sampling option is out of its range. */
export function openDecoder(request: DecoderRequest): Promise<Decoder> {
  return DECODERS[request.model.backend.name](request);
}
