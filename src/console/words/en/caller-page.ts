/** The page on which visitors call from their browser. */
export const callerPage = {
  title: 'Call us from your browser',
  about:
    'You need a microphone and nothing else. Your call goes to the same people as a call from a phone, without a number.',
  call: (title: string) => `Call ${title}`,
  starting: 'Asking for your microphone',
  calling: (title: string) => `Calling ${title}`,
  talking: (title: string) => `You are connected: ${title}`,
  over: 'The call is over. You can call again.',
  hangUp: 'Hang up',
  mute: 'Mute',
  unmute: 'Unmute',
  keypad: 'Keys for menus',
  without: {
    insecure_page: 'Browsers give no microphone to this address. Open the page over https, or at localhost.',
    refused: 'The browser refuses the microphone. Allow it in the address bar, then call again.',
    none_found: 'No microphone was found. Plug one in, then call again.',
    in_use: 'Another program uses the microphone.',
  },
  refused: {
    no_caller_page: 'You cannot call from the browser here.',
    not_on_caller_page: 'This number cannot be called from the browser.',
    caller_page_busy: 'Too many people call from their browser at the moment. Try again in a few minutes.',
    caller_page_too_often: 'Too many calls came from your address within an hour. Try again later.',
    too_many_requests: 'Too many requests came from your address. Try again in a minute.',
    not_ready: 'No calls can be taken at the moment. Try again in a minute.',
    not_answered: 'The call was not answered.',
    no_connection: 'The connection was lost. Check your network, then call again.',
    other: 'The call could not be made. Try again later.',
  },
};
