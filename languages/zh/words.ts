/** Chinese grammar: counts and lists. Messages of this language use it, and nobody else. */

/** `14 个词元`: a number with its classifier and noun. */
export function counted(count: number, classifier: string): string {
  return `${count.toLocaleString('zh-CN')} ${classifier}`;
}

/** `甲`, `甲和乙`, `甲、乙和丙`. */
export function list(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join('、')}和${items.at(-1)}`;
}
