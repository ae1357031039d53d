'use strict';
const STATES = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'];
const byId = id => document.getElementById(id);
let current = null;

/** One closing in this browser, and the news of both servers and of Adieu. */
class Try {
    constructor(choice) {
        this.choice = choice;
        this.outcomes = {};
        this.handshakeSeen = new Promise(resolve => this.sawHandshake = resolve);
        for (const column of ['BROWSER', 'ADIEU']) {
            byId(column).querySelector('ol').replaceChildren();
            byId(column).querySelector('.outcome').textContent = '…';
        }
        byId('result').className = '';
        byId('result').textContent = 'Waiting for both…';
    }

    async begin() {
        this.began = performance.now();
        const answer = await fetch('try', {method: 'POST', body: new URLSearchParams(this.choice)});
        if (!answer.ok) {
            byId('result').textContent = await answer.text();
            return;
        }
        const {id, url, began} = await answer.json();
        this.began = began - performance.timeOrigin;
        this.id = id;
        this.news = new EventSource(`news/${id}`);
        this.news.onmessage = event => this.told(JSON.parse(event.data));
        this.connect(url);
        this.clock = setInterval(() => this.tick(), 1000);
    }

    connect(url) {
        const ws = this.ws = new WebSocket(url);
        this.say('new WebSocket(…)');
        ws.onopen = () => {
            this.say(`event open; readyState ${STATES[ws.readyState]}`);
            if (this.choice.when === 'AFTER_DATA') {
                ws.send(new Uint8Array(1 << 20));
                this.say('send(1 MiB)');
            }
            if (this.choice.when !== 'NEVER') {
                this.close();
            }
            fetch(`open/${this.id}`, {method: 'POST'});
        };
        ws.onerror = () => this.say('event error');
        ws.onclose = event => this.say(`close event: ${event.code}`
            + `${event.reason ? ` ${JSON.stringify(event.reason)}` : ''}${event.wasClean ? ', clean' : ', not clean'}`);
        if (this.choice.when === 'CONNECTING') {
            this.handshakeSeen.then(() => this.close());
        }
    }

    close() {
        const {code, reason} = this.choice;
        const values = code === '' ? [] : reason === '' ? [Number(code)] : [Number(code), reason];
        const words = `close(${values.map(value => JSON.stringify(value)).join(', ')})`;
        try {
            this.ws.close(...values);
            this.say(words);
        } catch (thrown) {
            this.say(`${words} throws ${thrown.name}; readyState still ${STATES[this.ws.readyState]}`);
            this.ws.close();
            this.say('close()');
        }
    }

    say(text) {
        this.show({column: 'BROWSER', side: 'client', at: performance.now() - this.began, text, bytes: ''});
    }

    told(news) {
        this.show(news);
        if (news.column === 'BROWSER' && news.text === 'has the opening handshake') {
            this.sawHandshake();
        }
    }

    show({column, side, at, text, bytes}) {
        if (current !== this) {
            return;
        }
        const item = document.createElement('li');
        item.className = side;
        const time = document.createElement('time');
        time.textContent = at < 1000 ? `${Math.max(0, at).toFixed(1)} ms` : `${(at / 1000).toFixed(2)} s`;
        const what = document.createElement('div');
        const label = document.createElement('span');
        label.className = 'side';
        label.textContent = side;
        what.append(label, ` ${text}`);
        if (bytes) {
            const code = document.createElement('code');
            code.textContent = bytes;
            what.append(code);
        }
        item.append(time, what);
        item.at = at;
        const list = byId(column).querySelector('ol');
        // News comes by two ways, and not always in the order of the clock.
        list.insertBefore(item, [...list.children].find(other => other.at > at) ?? null);
        if (text.startsWith('close event: ')) {
            this.ended(column, text.slice('close event: '.length));
        }
    }

    ended(column, outcome) {
        this.outcomes[column] = outcome;
        byId(column).querySelector('.outcome').textContent = outcome;
        const {BROWSER, ADIEU} = this.outcomes;
        if (BROWSER !== undefined && ADIEU !== undefined) {
            clearInterval(this.clock);
            const same = BROWSER === ADIEU;
            byId('result').className = same ? 'same' : 'differ';
            byId('result').textContent = same ? `The same in both: ${BROWSER}` : `Your browser says ${BROWSER}; Adieu says ${ADIEU}`;
        }
    }

    tick() {
        if (current === this) {
            const waiting = [['BROWSER', 'your browser'], ['ADIEU', 'Adieu']].filter(([column]) => this.outcomes[column] === undefined).map(([, name]) => name);
            byId('result').textContent = `Waiting for ${waiting.join(' and ')}… ${Math.round((performance.now() - this.began) / 1000)} s`;
        }
    }

    forget() {
        clearInterval(this.clock);
        this.news?.close();
        this.ws?.close();
        if (this.id) {
            fetch(`forget/${this.id}`, {method: 'POST'});
        }
    }
}

function countBytes() {
    const bytes = new TextEncoder().encode(byId('reason').value).length;
    byId('bytes').textContent = `${bytes} of 123 bytes`;
}

byId('reason').addEventListener('input', countBytes);
byId('choice').addEventListener('submit', event => {
    event.preventDefault();
    current?.forget();
    current = new Try(Object.fromEntries(new FormData(event.target)));
    current.begin();
});
countBytes();
