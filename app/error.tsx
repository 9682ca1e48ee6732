'use client';

/** The page itself failed. Text and switches stand in the address, so a fresh start keeps them. */
export default function PageError({ error, retry }: { error: Error; retry: () => void }) {
  return (
    <main className="message">
      <h1>The page ran into an error of its own</h1>
      <p>
        It stopped drawing so that it shows nothing wrong. Your text and switches are kept in the address.
        Start it again; if it fails once more, reload the page.
      </p>
      <p>
        <code>{error.message}</code>
      </p>
      <p>
        <button type="button" onClick={retry}>
          Start again
        </button>
      </p>
    </main>
  );
}
