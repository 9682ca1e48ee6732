import { useEffect } from 'react';

/** What the browser calls the page; null where another part of it says so. */
export function useTitle(title: string | null): void {
  useEffect(() => (title === null ? undefined : keepTitle(title)), [title]);
}

/** The framework writes the title it served once more when its own part of the page comes to life: this one stays. */
function keepTitle(title: string): () => void {
  const keep = () => {
    if (document.title !== title) document.title = title;
  };
  keep();
  const observer = new MutationObserver(keep);
  observer.observe(document.head, { childList: true, subtree: true, characterData: true });
  return () => observer.disconnect();
}
