import { describe, expect, it } from 'vitest';
import { LatestWins, Superseded } from './limiter';

function gate() {
  let open = () => {};
  const closed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, closed };
}

describe('LatestWins', () => {
  it('runs the first at once, and of those that wait only the newest', async () => {
    const limiter = new LatestWins();
    const begun: string[] = [];
    const first = gate();
    const task =
      (name: string, until = Promise.resolve()) =>
      async () => {
        begun.push(name);
        await until;
        return name;
      };
    const a = limiter.run('key', task('a', first.closed));
    const b = limiter.run('key', task('b'));
    const c = limiter.run('key', task('c'));
    await expect(b).rejects.toBeInstanceOf(Superseded);
    expect(begun).toEqual(['a']);
    first.open();
    expect(await Promise.all([a, c])).toEqual(['a', 'c']);
    expect(begun).toEqual(['a', 'c']);
    expect(await limiter.run('key', task('d'))).toBe('d');
  });

  it('keeps keys apart', async () => {
    const limiter = new LatestWins();
    const first = gate();
    const a = limiter.run('one', () => first.closed);
    expect(await limiter.run('other', async () => 'free')).toBe('free');
    first.open();
    await a;
  });

  it('goes on after a task that failed', async () => {
    const limiter = new LatestWins();
    const a = limiter.run('key', () => Promise.reject(new Error('broken')));
    const b = limiter.run('key', async () => 'fine');
    await expect(a).rejects.toThrow('broken');
    expect(await b).toBe('fine');
  });

  it('drops what waits when cleared', async () => {
    const limiter = new LatestWins();
    const first = gate();
    const a = limiter.run('key', () => first.closed);
    const b = limiter.run('key', async () => 'late');
    limiter.clear();
    await expect(b).rejects.toMatchObject({ name: 'AbortError' });
    first.open();
    await a;
  });
});
