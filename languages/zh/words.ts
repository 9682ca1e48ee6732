/** Chinese grammar: counts and lists. Messages of this language use it, and nobody else. */

/** `14 个词元`: a number with its classifier and noun. */
export function counted(count: number, classifier: string): string {
  return `${count.toLocaleString('zh-CN')} ${classifier}`;
}

/** `甲`, `甲和乙`, `甲、乙和丙`; `A 和 B`, with a blank between Latin letters or digits and 和. */
export function list(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  const [before, last] = [items.slice(0, -1).join('、'), items.at(-1) ?? ''];
  return `${before}${/[\w%]$/.test(before) ? ' ' : ''}和${/^[.\w]/.test(last) ? ' ' : ''}${last}`;
}
