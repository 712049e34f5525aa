/** A few questions to an Asterisk's manager interface, over a connection of their own: for the doctor, not for calls. */
import { connect } from 'node:net';
import type { Duration } from '../../shared/time.ts';

export interface AmiLogin {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

export type AmiAnswers =
  /** What came for each question, in order: header lines of all messages. */
  | { readonly state: 'answered'; readonly texts: readonly string[] }
  | { readonly state: 'refused' }
  | { readonly state: 'silent'; readonly because: string };

/** @param questions each the headers of one action, without ActionID */
export async function amiOnce(
  login: AmiLogin,
  questions: readonly (readonly (readonly [string, string])[])[],
  deadline: Duration = 3000,
): Promise<AmiAnswers> {
  return new Promise((resolve) => {
    const socket = connect({ host: login.host, port: login.port });
    let heard = '';
    let isAsked = false;
    const end = (answers: AmiAnswers): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answers);
    };
    const timer = setTimeout(() => end({ state: 'silent', because: 'it does not answer in time' }), deadline);
    const ask = (id: string, headers: readonly (readonly [string, string])[]): void => {
      const lines = [...headers, ['ActionID', id] as const].map(([key, value]) => `${key}: ${clean(value)}`);
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    };
    socket.on('error', (error) => end({ state: 'silent', because: error.message }));
    socket.on('close', () => end({ state: 'silent', because: 'it ended the connection' }));
    socket.on('connect', () => {
      const { user, password } = login;
      ask('login', [
        ['Action', 'Login'],
        ['Username', user],
        ['Secret', password],
        ['Events', 'off'],
      ]);
    });
    socket.on('data', (data) => {
      heard += data.toString();
      const messages = heard.split('\r\n\r\n').slice(0, -1);
      const of = (id: string) => messages.filter((one) => new RegExp(`^ActionID: ${id}\\r?$`, 'm').test(one));
      const [greeted] = of('login');
      if (greeted === undefined) return;
      if (!/^(Asterisk Call Manager.*\r\n)?Response: Success/.test(greeted)) return end({ state: 'refused' });
      if (!isAsked) for (const [nth, question] of questions.entries()) ask(`q${nth}`, question);
      isAsked = true;
      const texts = questions.map((_, nth) => of(`q${nth}`));
      if (texts.every((answer) => isWhole(answer)))
        end({ state: 'answered', texts: texts.map((each) => each.join('\n')) });
    });
  });
}

/** A list ends with a message of its own. */
function isWhole([first, ...more]: readonly string[]): boolean {
  if (first === undefined) return false;
  if (!/^EventList: start/im.test(first)) return true;
  return more.some((one) => /^EventList: Complete/im.test(one));
}

/** A line break would begin another action. */
const clean = (value: string): string => value.replaceAll(/[\r\n]/g, ' ');
