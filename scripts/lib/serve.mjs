import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import compression from 'compression';
import sirv from 'sirv';
import { FILE_POLICY } from './csp.mjs';

/** Headers a good host sends: isolation gives finer clocks; the page works without them. */
function setHeaders(response, pathname) {
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  if (!pathname.endsWith('.html') && !pathname.endsWith('/'))
    response.setHeader('Content-Security-Policy', FILE_POLICY);
}

/** Listens on the first free port from `port` up. Resolves to the server and its address. */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (error.code === 'EADDRINUSE' && port < 65535) resolve(listen(server, port + 1));
      else reject(error);
    });
    server.listen(port, () => resolve(port));
  });
}

/**
 * Serves a static export as a good host does: what is text travels compressed.
 *
 * @param {{folder?: string, basePath?: string, port?: number}} options
 * @returns {Promise<string>} the address
 */
export async function serveSite({ folder = 'out', basePath = '', port = 3000 } = {}) {
  const files = sirv(folder, { dev: true, setHeaders });
  const compress = compression();
  const server = createServer((request, response) => {
    const notFound = () => {
      response.statusCode = 404;
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(readFileSync(join(folder, '404.html')));
    };
    if (!request.url.startsWith(`${basePath}/`)) {
      notFound();
      return;
    }
    request.url = request.url.slice(basePath.length);
    compress(request, response, () => files(request, response, notFound));
  });
  const taken = await listen(server, port);
  return `http://localhost:${taken}${basePath}/`;
}
