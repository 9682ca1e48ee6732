import { execFileSync } from 'node:child_process';
import type { TraceInPage, WrittenInPage } from './explorer';

/** What the command line is asked. */
export interface Asked {
  readonly member: string;
  readonly text: string;
  readonly rule?: 'threshold' | 'topk';
  readonly kvCache?: 'recursion_wise' | 'recursive_sharing';
}

/** What the command line says of the same model and text. */
export function analyze({ member, text, rule = 'threshold', kvCache }: Asked): TraceInPage {
  const args = [
    'analyze',
    '--model',
    `public/models/nano/${member}`,
    '--text',
    text,
    '--rule',
    rule,
    ...(kvCache ? ['--kv-cache', kvCache] : []),
  ];
  return mor(args);
}

/** What the command line writes with the same model from the same text. */
export function generate(options: {
  member: string;
  text: string;
  tokens: number;
  seed: number;
  temperature: number;
}): Pick<WrittenInPage, 'text' | 'end' | 'prompt' | 'generated'> {
  const { member, ...asked } = options;
  const model = `public/models/nano/${member}`;
  const args = Object.entries({ model, ...asked }).map(([name, value]) => `--${name}=${value}`);
  return mor(['generate', ...args]);
}

function mor<T>(args: readonly string[]): T {
  const output = execFileSync('npm', ['run', '-s', 'mor', '--', ...args, '--json'], { encoding: 'utf8' });
  return JSON.parse(output);
}
