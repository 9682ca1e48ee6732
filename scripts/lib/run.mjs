import { spawn, spawnSync } from 'node:child_process';

/** Runs a command with its output on this terminal; resolves to its exit status. */
export function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 128 : 1)));
  });
}

/** Runs a command that must succeed; ends this process with its status otherwise. */
export async function mustRun(command, args, env) {
  const status = await run(command, args, env);
  if (status !== 0) {
    console.error(`\n${[command, ...args].join(' ')} ended with status ${status}`);
    process.exit(status);
  }
}

/** First line that a command prints, or null where it is absent or fails. */
export function firstLine(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8' });
  return result.status === 0 ? result.stdout.trim().split('\n')[0] || null : null;
}
