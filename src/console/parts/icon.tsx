/** Line icons of one weight on a grid of 20. They accompany words and say nothing by themselves. */
const drawings = {
  desk: 'M3 11a7 7 0 0 1 14 0M3 11v3a1.5 1.5 0 0 0 1.5 1.5H6V10H3M17 11v3a1.5 1.5 0 0 1-1.5 1.5H14V10h3M15.5 15.5c0 1.5-2 2-4 2',
  board: 'M3 4h14v9H3zM7 17h6M10 13v4M6 10V8M10 10V6.5M14 10V7.5',
  calls:
    'M4 3.5h3l1.5 4-2 1.3a9 9 0 0 0 4.7 4.7l1.3-2 4 1.5v3a1 1 0 0 1-1.1 1A13 13 0 0 1 3 4.6 1 1 0 0 1 4 3.5',
  reports: 'M3 17h14M5 17v-5h2.5v5M9 17V7h2.5v10M13 17V3.5h2.5V17',
  contacts: 'M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6M4 16.5c0-3 2.7-4.5 6-4.5s6 1.5 6 4.5',
  voicemail: 'M6 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6M14 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6M6 13h8',
  callbacks: 'M4 10a6 6 0 1 1 2 4.5M4 6v4h4M10 7v3.5l2.5 1.5',
  ticket: 'M3 6h14v3a1.5 1.5 0 0 0 0 3v3H3v-3a1.5 1.5 0 0 0 0-3zM12 6v9',
  articles:
    'M4 4.5A1.5 1.5 0 0 1 5.5 3H16v11H5.5A1.5 1.5 0 0 0 4 15.5zM4 15.5A1.5 1.5 0 0 0 5.5 17H16v-3M7.5 6.5h5M7.5 9.5h5',
  quality: 'M10 3l2.2 4.4 4.8.7-3.5 3.4.8 4.8-4.3-2.3-4.3 2.3.8-4.8L3 8.1l4.8-.7z',
  training: 'M2 7.5 10 4l8 3.5-8 3.5zM5 9.5v4c1.5 1.5 3 2 5 2s3.5-.5 5-2v-4M18 7.5v5',
  time: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0-6.5 4.5M3 4v4h4M10 6.5V10l2.5 2',
  plan: 'M5 3h7l3.5 3.5V17H5zM12 3v4h3.5M7.5 10.5h5M7.5 13.5h5',
  people:
    'M7.5 9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M2.5 16c0-2.7 2.2-4 5-4s5 1.3 5 4M13 4.3a2.5 2.5 0 0 1 0 4.5M14.5 12.3c1.8.5 3 1.7 3 3.7',
  audit: 'M10 2.5 16 5v4.5c0 3.7-2.5 6.5-6 8-3.5-1.5-6-4.3-6-8V5zM7.5 10l2 2 3.5-4',
  health: 'M2.5 10.5H6l2-5.5 4 10 2-4.5h3.5',
  prompts: 'M3 8v4h3l4 3.5v-11L6 8zM13 7.5a3.5 3.5 0 0 1 0 5M15 5a7 7 0 0 1 0 10',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  warning: 'M10 3 18 16.5H2zM10 8v4M10 14.2v.3',
  story: 'M4 4v12.5M4 7h9M4 11h12M4 15h6',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11M13 13l4 4',
  keyboard: 'M2.5 5.5h15v9h-15zM5.5 8.5h.1M8.5 8.5h.1M11.5 8.5h.1M14.5 8.5h.1M6.5 11.7h7',
  mute: 'M10 3a2 2 0 0 0-2 2v4.5a2 2 0 0 0 4 0V5a2 2 0 0 0-2-2M5.5 9.5a4.5 4.5 0 0 0 9 0M10 14v3M3.5 3.5l13 13',
  hold: 'M7 4.5v11M13 4.5v11',
  transfer: 'M3 7h12l-3-3M17 13H5l3 3',
  consult: 'M3 4h9v7H7l-3 2.5V11H3zM14 8h3v6.5h-1V17l-3-2.5H9V13',
  join: 'M7 9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M2 16c0-2.7 2.2-4 5-4s5 1.3 5 4M15 7v6M12 10h6',
  keypad: 'M5 4h.1M10 4h.1M15 4h.1M5 9h.1M10 9h.1M15 9h.1M5 14h.1M10 14h.1M15 14h.1',
  end: 'M3 12.5c4-4 10-4 14 0l-2 2.5-3-1.5V11c-1.3-.3-2.7-.3-4 0v2.5L5 15z',
  ear: 'M6 8a4 4 0 0 1 8 0c0 3-3 3.5-3 6.5a2 2 0 0 1-3.5 1.3M8.5 8a1.5 1.5 0 0 1 3 0',
} as const;

export type IconName = keyof typeof drawings;

export const Icon = ({ name, size = 20 }: { name: IconName; size?: number }) => (
  <svg class="icon" viewBox="0 0 20 20" width={size} height={size} aria-hidden="true" focusable="false">
    <path
      d={drawings[name]}
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
);
