'use client';

import { t } from '../../languages/current';
import { useSiteHref } from './site-href';
import { Spoken } from './spoken';

/** The page for an address that leads nowhere. */
export function NothingHere() {
  return (
    <Spoken page="notFound">
      <Message />
    </Spoken>
  );
}

function Message() {
  const words = t().site.notFound;
  const href = useSiteHref();
  return (
    <main className="message">
      <h1>{words.heading}</h1>
      <p>{words.body}</p>
      <p>
        <a href={href('/')}>{words.way}</a>
      </p>
    </main>
  );
}
