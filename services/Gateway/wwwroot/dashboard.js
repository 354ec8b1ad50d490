// What pages need of the browser itself: the connection, the theme, moments in the reader's own clock, keys.

// Straight to the web socket: the page's connection may then land on any replica of the Gateway.
// A link that is clicked before the connection stands loads its page: Blazor's own fetching of pages would race with the connection, and lose the click.
Blazor.start({
  ssr: { disableDomPreservation: true },
  circuit: {
    configureSignalR: builder => builder.withUrl('_blazor', { skipNegotiation: true, transport: 1 }),
    reconnectionOptions: { maxRetries: 1000, retryIntervalMilliseconds: tries => Math.min(250 * 2 ** tries, 5000) },
  },
});

const dark = matchMedia('(prefers-color-scheme: dark)');
function keepTheme() {
  const theme = dark.matches ? 'dark' : 'light';
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
  document.documentElement.dataset.theme = theme;
}
keepTheme();
dark.addEventListener('change', keepTheme);

// A connection that comes back after the server forgot the page: load the page anew by itself.
document.getElementById('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', event => {
  if (event.detail.state === 'rejected') location.reload();
  // Blazor showed its notice of an error for each vain try, and doesn't take it back.
  if (event.detail.state === 'hide') document.getElementById('blazor-error-ui').style.display = 'none';
});

class LiveTime extends HTMLElement {
  static observedAttributes = ['at', 'mode', 'past'];
  connectedCallback() {
    this.timer = setInterval(() => this.show(), 1000);
    this.show();
  }
  disconnectedCallback() {
    clearInterval(this.timer);
  }
  attributeChangedCallback() {
    if (this.isConnected) this.show();
  }
  show() {
    const at = new Date(this.getAttribute('at'));
    this.title = at.toLocaleString();
    const text = this.words(at);
    if (this.textContent !== text) this.textContent = text;
  }
  words(at) {
    const seconds = Math.round((at - Date.now()) / 1000);
    switch (this.getAttribute('mode')) {
      case 'until': return seconds > 0 ? until(seconds) : this.getAttribute('past');
      case 'clock': return clock(at);
      default: return ago(-seconds);
    }
  }
}

function until(seconds) {
  const two = number => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function ago(seconds) {
  if (seconds < 10) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  const days = Math.floor(seconds / 86400);
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

function clock(at) {
  const time = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });
  return at.toDateString() === new Date().toDateString() ? time : `${at.toLocaleDateString([], { day: 'numeric', month: 'short' })}, ${time}`;
}

customElements.define('live-time', LiveTime);

// A single key presses the button that names it, unless somebody is writing or a dialog is open.
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest?.('input, textarea, select, [contenteditable]') || document.querySelector('.mud-dialog')) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]:not([disabled])`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
