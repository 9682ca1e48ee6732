import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The notes of docs/teachers as files of the site, `teachers/en/memory.md`. Read when the site is built. */
export const dynamic = 'force-static';
export const dynamicParams = false;

const NOTES = 'docs/teachers';

interface Params {
  readonly language: string;
  readonly file: string;
}

export function generateStaticParams(): Params[] {
  return readdirSync(NOTES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(NOTES, name)).map((file) => ({ language: name, file })));
}

export async function GET(_: Request, { params }: { readonly params: Promise<Params> }): Promise<Response> {
  const { language, file } = await params;
  return new Response(readFileSync(join(NOTES, language, file), 'utf8'), {
    headers: { 'Content-Type': 'text/markdown; charset=utf-8' },
  });
}
