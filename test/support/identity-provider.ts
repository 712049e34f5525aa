/** A small OpenID Connect provider: it asks nobody for a password, says who they are, and does what a test tells it to do wrong. */
import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Asked {
  readonly nonce: string;
  readonly challenge: string;
  readonly redirect: string;
}

export class IdentityProvider {
  /** Who logs in there now. */
  /** The e-mail address. */
  hasVerified = true;
  user = 'anna';
  /** A wrong nonce in the token: someone replays an old one. */
  replays = false;
  readonly url: string;
  readonly #server: Server;
  readonly #codes = new Map<string, Asked>();

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', this.url);
      const json = (body: object, status = 200) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      };
      if (url.pathname === '/.well-known/openid-configuration') return json(this.#description());
      if (url.pathname === '/keys') return json({ keys: [key] });
      if (url.pathname === '/authorize') {
        response.writeHead(302, { location: this.#authorize(url.searchParams) }).end();
        return undefined;
      }
      let body = '';
      request.on('data', (part: Buffer) => {
        body += part.toString();
      });
      request.on('end', () => {
        const tokens = this.#tokens(new URLSearchParams(body));
        json(tokens ?? { error: 'invalid_grant' }, tokens ? 200 : 400);
      });
      return undefined;
    });
  }

  static async open(): Promise<IdentityProvider> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new IdentityProvider(server);
  }

  #description() {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      jwks_uri: `${this.url}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    };
  }

  #authorize(asked: URLSearchParams): string {
    const code = randomUUID();
    const of = (name: string): string => asked.get(name) ?? '';
    this.#codes.set(code, {
      nonce: of('nonce'),
      challenge: of('code_challenge'),
      redirect: of('redirect_uri'),
    });
    const back = new URL(of('redirect_uri'));
    back.searchParams.set('code', code);
    back.searchParams.set('state', of('state'));
    return back.href;
  }

  #tokens(asked: URLSearchParams): object | undefined {
    const code = asked.get('code') ?? '';
    const begun = this.#codes.get(code);
    this.#codes.delete(code);
    const challenge = createHash('sha256')
      .update(asked.get('code_verifier') ?? '')
      .digest('base64url');
    if (begun?.challenge !== challenge || begun.redirect !== asked.get('redirect_uri')) return undefined;
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: this.url,
      aud: 'cordboard',
      sub: `id of ${this.user}`,
      preferred_username: this.user,
      email: this.user,
      email_verified: this.hasVerified,
      nonce: this.replays ? 'an old one' : begun.nonce,
      iat: now,
      exp: now + 60,
    };
    const signed = `${encoded({ alg: 'RS256', kid: 'one' })}.${encoded(claims)}`;
    const signature = createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url');
    return { access_token: randomUUID(), token_type: 'Bearer', id_token: `${signed}.${signature}` };
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((done) => {
      this.#server.close(() => done());
    });
  }
}
