import type { callerPage as source } from '../en/caller-page.ts';
import type { Like } from '../like.ts';

export const callerPage: Like<typeof source> = {
  title: 'Pokličite nas iz brskalnika',
  about:
    'Potrebujete samo mikrofon. Vaš klic pride do istih ljudi kot klic s telefona, vendar brez številke.',
  call: (title) => `Pokliči: ${title}`,
  starting: 'Brskalnik prosi za mikrofon',
  calling: (title) => `Klic: ${title}`,
  talking: (title) => `Povezani ste: ${title}`,
  over: 'Klic je končan. Pokličete lahko znova.',
  hangUp: 'Prekini',
  mute: 'Izklopi mikrofon',
  unmute: 'Vklopi mikrofon',
  keypad: 'Tipke za menije',
  without: {
    insecure_page: 'Na tem naslovu brskalnik ne dovoli mikrofona. Odprite stran prek https ali na localhost.',
    refused: 'Brskalnik zavrača mikrofon. Dovolite ga v naslovni vrstici in pokličite znova.',
    none_found: 'Mikrofona ni mogoče najti. Priključite ga in pokličite znova.',
    in_use: 'Mikrofon uporablja drug program.',
  },
  refused: {
    no_caller_page: 'Tu ni mogoče klicati iz brskalnika.',
    not_on_caller_page: 'Te številke ni mogoče poklicati iz brskalnika.',
    caller_page_busy: 'Trenutno iz brskalnika kliče preveč ljudi. Poskusite znova čez nekaj minut.',
    caller_page_too_often: 'Z vašega naslova je bilo v eni uri preveč klicev. Poskusite pozneje.',
    too_many_requests: 'Z vašega naslova je prišlo preveč zahtev. Poskusite čez minuto.',
    not_ready: 'Trenutno klicev ni mogoče sprejeti. Poskusite čez minuto.',
    not_answered: 'Na klic se nihče ni oglasil.',
    no_connection: 'Povezava je prekinjena. Preverite omrežje in pokličite znova.',
    other: 'Klic ni uspel. Poskusite pozneje.',
  },
};
