/**
 * A thread that computes with others (`team.ts`): told what, it says that it begins, and computes until it is terminated. As it
 * stands here it is downloaded beside the kernels, and run by browsers and by Node.
 */
const port = globalThis.postMessage ? globalThis : (await import('node:worker_threads')).parentPort;

port.addEventListener('message', ({ data: { module, memory, team, thread } }) => {
  const words = new Int32Array(memory.buffer);
  const rest = (at, from, ms) => void Atomics.wait(words, at / 4, from, ms);
  const wake = (at) => void Atomics.notify(words, at / 4);
  const { help } = new WebAssembly.Instance(module, { env: { memory }, team: { rest, wake } }).exports;
  port.postMessage('here');
  help(team, thread);
});
