/** Two jacks and the cord between them, as on a cord board. */
export const Brand = ({ house }: { house?: string | undefined }) => (
  <div class="brand">
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#0b5c6b" />
      <circle cx="10" cy="10" r="3.5" fill="none" stroke="#fff" stroke-width="2.4" />
      <circle cx="22" cy="22" r="3.5" fill="#fff" />
      <path
        d="M10 13.5C10 24 22 8 22 18.5"
        fill="none"
        stroke="#fff"
        stroke-width="2.4"
        stroke-linecap="round"
      />
    </svg>
    <span>
      Cordboard
      {house && <span class="brand-house">{house}</span>}
    </span>
  </div>
);
