/**
 * OpenID Connect: the authorization code flow with PKCE, state and nonce. The provider is looked up when someone first logs
 * in, and again after a failure: the engine starts although the provider is down, and passwords work meanwhile.
 */
import type { Configuration } from 'openid-client';
import type { SignOnFlow, SingleSignOn } from '../ports/single-sign-on.ts';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What names a person in Cordboard. */
  readonly claim: string;
  readonly title: string;
}

/** Read when someone first logs in so: a start has no time for it. */
const library = async () => await import('openid-client');

/** Of a request to the provider, in seconds: a person waits for it. */
const patience = 10;

export function oidc({ issuer, clientId, clientSecret, claim, title }: OidcSettings): SingleSignOn {
  let found: Promise<Configuration> | undefined;
  const provider = (): Promise<Configuration> => {
    found ??= discover().catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
  const discover = async (): Promise<Configuration> => {
    const client = await library();
    const url = new URL(issuer);
    // The settings allow it on this machine only, for a provider behind the same proxy.
    const options = url.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {};
    return await client.discovery(url, clientId, clientSecret, undefined, { ...options, timeout: patience });
  };
  return {
    title,
    async begin(redirect) {
      const config = await provider();
      const client = await library();
      const flow: SignOnFlow = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        redirect,
      };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirect,
        scope: 'openid profile email',
        code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: 'S256',
        state: flow.state,
        nonce: flow.nonce,
      });
      return { url: url.href, flow };
    },
    async finish(answer, { state, nonce, verifier, redirect }) {
      // As the provider knows the address, whatever a proxy has made of it.
      const current = new URL(redirect);
      current.search = answer.search;
      const client = await library();
      const tokens = await client.authorizationCodeGrant(await provider(), current, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      // At many providers people enter their address themselves, and only then prove that it is theirs.
      if (claim === 'email' && claims?.['email_verified'] !== true)
        throw new Error('the provider has not verified the e-mail address');
      const name = claims?.[claim];
      if (typeof name === 'string' && name !== '') return name;
      throw new Error(`the provider's answer has no claim ${claim}`);
    },
  };
}
