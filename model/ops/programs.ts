import type { Program } from '../gpu/program';

const programs = new Map<string, Program>();

/** The program of that name, whose code is put together when it is first asked for: whatever is baked into it is part of the name. */
export function programOf(name: string, code: () => string): Program {
  let program = programs.get(name);
  if (!program) {
    program = { name, code: code() };
    programs.set(name, program);
  }
  return program;
}
