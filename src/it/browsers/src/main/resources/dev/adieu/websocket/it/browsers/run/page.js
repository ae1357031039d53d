'use strict';
// Plays the scenarios in this browser: the same script for all browsers. Talks with the test over HTTP.

const AT_A_TIME = 4;
const LIMIT = 75_000;

const cues = new Map();
const post = (path, body) => fetch(path, {method: 'POST', body: body === undefined ? '' : JSON.stringify(body)});

function bytes(size) {
    return Uint8Array.from({length: size}, (_, i) => i % 251);
}

function shown(data) {
    if (typeof data === 'string') {
        return `text ${data.length}: ${data.slice(0, 64)}`;
    }
    const start = Array.from(new Uint8Array(data, 0, Math.min(data.byteLength, 16)), b => b.toString(16).padStart(2, '0')).join('');
    return `binary ${data.byteLength}: ${start}`;
}

function emptyFrame() {
    const frame = document.createElement('iframe');
    frame.srcdoc = '<!DOCTYPE html><title>This page will go away</title>';
    return new Promise(resolve => {
        frame.onload = () => resolve(frame);
        document.body.append(frame);
    });
}

class Player {
    constructor(scenario) {
        this.scenario = scenario;
        this.entries = [];
    }

    at() {
        return performance.now() - this.started;
    }

    async play() {
        const {url} = await (await post(`start/${this.scenario.id}`)).json();
        this.frame = this.scenario.left ? await emptyFrame() : null;
        await new Promise(resolve => this.begin(url, resolve));
        await post(`closed/${this.scenario.id}`);
        await new Promise(resolve => setTimeout(resolve, 0));
        await post(`record/${this.scenario.id}`, {startedAt: performance.timeOrigin + this.started, entries: this.entries});
    }

    begin(url, resolve) {
        const limit = setTimeout(() => {
            this.happened('no close event');
            resolve();
        }, LIMIT);
        cues.set(this.scenario.id, name => this.fire(`cue ${name}`));
        this.started = performance.now();
        this.finish = () => {
            clearTimeout(limit);
            resolve();
        };
        const owner = this.frame ? this.frame.contentWindow : window;
        try {
            this.ws = new owner.WebSocket(url, this.scenario.subprotocols);
        } catch (thrown) {
            this.noted(`new WebSocket throws ${thrown.name}`);
            this.finish();
            return;
        }
        const ws = this.ws;
        ws.binaryType = 'arraybuffer';
        ws.onopen = () => this.happened('open', {data: ws.protocol});
        ws.onmessage = event => this.happened('message', {data: shown(event.data)});
        ws.onerror = () => this.happened('error');
        ws.onclose = event => {
            this.happened('close', {code: event.code, reason: event.reason, wasClean: event.wasClean});
            this.finish();
        };
        this.fire('now');
        for (const step of this.scenario.client.filter(step => step.on.startsWith('after '))) {
            setTimeout(() => this.perform(step), Number(step.on.slice(6)));
        }
    }

    noted(text) {
        this.entries.push({kind: 'noted', at: this.at(), text});
    }

    // What comes after the page went away concerns no page.
    leave({op, words}) {
        this.noted(words);
        this.left = true;
        if (op === 'REMOVE_PAGE') {
            this.frame.remove();
        } else {
            this.frame.contentWindow.location = 'about:blank';
        }
        this.finish();
    }

    happened(type, more) {
        if (this.left) {
            return;
        }
        this.entries.push({kind: 'happened', at: this.at(), type, readyState: this.ws.readyState, ...more});
        this.fire(type);
    }

    fire(on) {
        this.scenario.client.filter(step => step.on === on).forEach(step => this.perform(step));
    }

    perform(step) {
        for (const call of step.calls) {
            if (call.op === 'SIGNAL') {
                post(`signal/${this.scenario.id}`);
                continue;
            }
            if (call.op === 'COOKIES') {
                this.noted(`cookies: ${document.cookie}`);
                continue;
            }
            if (call.op === 'REMOVE_PAGE' || call.op === 'LEAVE_PAGE') {
                this.leave(call);
                return;
            }
            const entry = {kind: 'called', at: this.at(), on: step.on, call: call.words, stateBefore: this.ws.readyState,
                bufferedBefore: this.ws.bufferedAmount};
            try {
                this.call(call);
            } catch (thrown) {
                entry.exception = thrown.name;
            }
            entry.stateAfter = this.ws.readyState;
            entry.bufferedAfter = this.ws.bufferedAmount;
            this.entries.push(entry);
        }
    }

    call({op, code, reason, text, size}) {
        if (op === 'SEND_TEXT') {
            this.ws.send(text);
        } else if (op === 'SEND_BINARY') {
            this.ws.send(bytes(size));
        } else if (code === null && reason === null) {
            this.ws.close();
        } else if (reason === null) {
            this.ws.close(code);
        } else {
            this.ws.close(code === null ? undefined : code, reason);
        }
    }
}

async function main() {
    document.cookie = 'page=1; path=/with-cookie';
    const source = new EventSource('cues');
    source.onmessage = event => {
        const {scenario, name} = JSON.parse(event.data);
        cues.get(scenario)?.(name);
    };
    await new Promise(resolve => source.onopen = resolve);
    const scenarios = await (await fetch('scenarios')).json();
    const waiting = scenarios.filter(scenario => !scenario.long);
    const lane = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
            await new Player(next).play();
        }
    };
    const long = scenarios.filter(scenario => scenario.long).map(scenario => new Player(scenario).play());
    await Promise.all([...long, ...Array.from({length: AT_A_TIME}, lane)]);
    document.getElementById('state').textContent = 'done';
    await post('done');
}

main().catch(thrown => {
    document.getElementById('state').textContent = `${thrown} ${thrown.stack}`;
    post('failed', `${thrown} ${thrown.stack}`);
});
