import { execFileSync } from 'node:child_process';
import type { TraceInPage } from './explorer';

/** What the command line says of the same model and text. */
export function analyze(options: { member: string; text: string; rule?: 'threshold' | 'topk' }): TraceInPage {
  const { member, text, rule = 'threshold' } = options;
  const args = [
    'analyze',
    '--model',
    `public/models/nano/${member}`,
    '--text',
    text,
    '--rule',
    rule,
    '--json',
  ];
  const output = execFileSync('npm', ['run', '-s', 'mor', '--', ...args], { encoding: 'utf8' });
  return JSON.parse(output);
}
