import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Not found, MoR Explorer' };

export default function NotFound() {
  return (
    <main className="message">
      <h1>There is no page at this address</h1>
      <p>The link may be old, or a letter of it is missing.</p>
      <p>
        <a href={`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/`}>Go to the front page</a>
      </p>
    </main>
  );
}
