/**
 * The browser phone of the desk: opened at the start of the shift, by the button that also gives the page its sound. It is
 * the ear and the mouth. Nothing on the screen comes from here but whether it is connected, and what it could answer.
 */
import { computed, effect, signal } from '@preact/signals';
import { api } from '../api/api.ts';
import type { Refused } from '../api/request.ts';
import { me } from '../api/session.ts';
import { isInShift, shiftBegins, shiftEnds } from '../parts/shift.ts';
import { IceServers } from '../phone/ice-servers.ts';
import {
  type Microphone,
  MicrophoneMissing,
  type NoMicrophone,
  openMicrophone,
} from '../phone/microphone.ts';
import type { Phone, PhoneView } from '../phone/phone.ts';
import { warmUp } from '../phone/prepared.ts';
import { myOffer } from './mine.ts';
import { Ringer } from './ringer.ts';

const phone = signal<Phone | undefined>(undefined);
let servers: IceServers | undefined;
export const phoneView = signal<PhoneView | undefined>(undefined);
export const microphone = signal<Microphone | undefined>(undefined);
export const noMicrophone = signal<NoMicrophone | 'gone' | undefined>(undefined);
/** undefined: not asked yet. */
export const hasPhone = signal<boolean | undefined>(undefined);
export const isConnected = computed(() => phoneView.value?.connection === 'ready');

const voice = new Audio();
export const ringer = new Ringer();

/** Devices are remembered by their id, which a browser gives to this origin alone. */
const kept = {
  microphone: 'cordboard.microphone',
  headset: 'cordboard.headset',
  ringer: 'cordboard.ringer',
} as const;
export type DeviceRole = keyof typeof kept;
export const deviceOf = (role: DeviceRole): string => localStorage.getItem(kept[role]) ?? '';

export async function chooseDevice(role: DeviceRole, id: string): Promise<void> {
  localStorage.setItem(kept[role], id);
  if (role === 'microphone') {
    await askForMicrophone();
    const { stream } = microphone.peek() ?? {};
    if (stream) phone.peek()?.speakInto(stream);
  } else if (role === 'headset') await sendTo(voice, id);
  else await ringer.playOn(id);
}

export async function sendTo(audio: HTMLAudioElement, device: string): Promise<void> {
  // A headset that is not there any more: the sound of this device is better than none.
  await audio.setSinkId(device).catch(() => audio.setSinkId(''));
}

export async function askForMicrophone(): Promise<void> {
  microphone.peek()?.close();
  microphone.value = undefined;
  noMicrophone.value = undefined;
  const wanted = deviceOf('microphone');
  try {
    microphone.value = await openMicrophone(microphoneGone, wanted === '' ? undefined : wanted);
  } catch (error) {
    if (!(error instanceof MicrophoneMissing)) throw error;
    noMicrophone.value = error.why;
    // The one that was chosen may have stayed at home.
    if (error.why === 'none_found' && wanted !== '') {
      localStorage.removeItem(kept.microphone);
      await askForMicrophone();
    }
  }
}

/** Who cannot be heard must get no calls: the engine pauses them, and the desk says why. */
function microphoneGone(): void {
  microphone.value = undefined;
  noMicrophone.value = 'gone';
  void api.phone.state(false, 'the microphone is gone');
}

let finding: Promise<void> | undefined;

/**
 * Whether this person has a browser phone in the plan. A page that is reloaded goes on with its shift: the engine rings it back into its
 * talk. Frame and desk both ask; there is one phone.
 */
export async function findPhone(): Promise<void> {
  finding ??= lookForPhone().finally(() => {
    finding = undefined;
  });
  await finding;
}

async function lookForPhone(): Promise<void> {
  const answer = await api.phone.account();
  if (answer.ok && isInShift() && !phone.peek()) {
    await askForMicrophone();
    await connectPhone();
  }
  hasPhone.value = answer.ok;
}

/** @returns why not */
export async function connectPhone(takeOver = false): Promise<Refused | undefined> {
  if (takeOver && phone.peek()) {
    phone.peek()?.takeOver();
    return undefined;
  }
  const stream = microphone.peek()?.stream;
  if (!stream || phone.peek()) return undefined;
  const account = await api.phone.account();
  if (!account.ok) return account.refused;
  await sendTo(voice, deviceOf('headset'));
  await ringer.playOn(deviceOf('ringer'));
  const { openPhone } = await import('../phone/phone.ts');
  servers?.close();
  const ice = new IceServers(account.value, async () => {
    const again = await api.phone.account();
    return again.ok ? again.value : undefined;
  });
  servers = ice;
  phone.value = await openPhone({
    account: account.value,
    iceServers: () => ice.current(),
    microphone: stream,
    play: (sound) => {
      voice.srcObject = sound;
      void voice.play();
    },
    changed: (view) => {
      phoneView.value = view;
    },
    measured: (quality) => void api.phone.quality(quality),
  });
  phoneView.value = phone.value.view();
  void warmUp();
  shiftBegins();
  await api.phone.state(true);
  return undefined;
}

export function disconnectPhone(): void {
  shiftEnds();
  servers?.close();
  phone.peek()?.close();
  phone.value = undefined;
  phoneView.value = undefined;
  microphone.peek()?.close();
  microphone.value = undefined;
}

export const onPhone = {
  answer: () => phone.peek()?.answer(myOffer.peek()?.id),
  decline: () => phone.peek()?.decline(myOffer.peek()?.id),
  answerOwn: () => phone.peek()?.answer(),
  declineOwn: () => phone.peek()?.decline(),
  hangUp: () => phone.peek()?.hangUp(),
  keys: (keys: string) => phone.peek()?.keys(keys),
};

/**
 * What rings in this tab, or is about to, can be answered here; a desk phone rings by itself. The stream announces an offer before its
 * INVITE has passed through Asterisk.
 */
export const canAnswer = computed(() => {
  const call = phoneView.value?.call;
  return call ? call.state === 'ringing' : isConnected.value && myOffer.value?.inPage === true;
});

/** A call to this page for which there is no offer: its person has asked for it, or it is an alarm. */
export const ownRing = computed(() => {
  const call = phoneView.value?.call;
  return call && call.offer === undefined && !call.rejoins ? call : undefined;
});

/** Taken, and not yet connected. */
export const isAnswering = computed(() => phoneView.value?.call?.state === 'answering');

/** Who logs out of the console leaves no phone behind. */
effect(() => {
  if (!me.value) disconnectPhone();
});

/** Rings while the stream says that my phone rings, and never longer: there is no phantom ring. What was asked for is in no stream. */
effect(() => {
  const rings = (myOffer.value !== undefined || ownRing.value !== undefined) && canAnswer.value;
  if (rings) ringer.start();
  else ringer.stop();
});
