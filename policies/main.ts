import { ApplicationIntelligence, LoadGenerator, PolicyApp } from 'foresail';
import { bert } from './bert-intent-detection';
import { bertAhpa } from './bert-intent-detection-ahpa';
import { chat } from './chat';
import { classifier } from './classifier';
import { clusters } from './clusters';
import { embedder, embedderByTurns } from './embedder';
import { translator, translatorWithoutForecast } from './translator';

const app = new PolicyApp();
const { ack122, ackCurrent, prometheusCurrent } = clusters(app);

for (const cluster of [ack122, ackCurrent, prometheusCurrent]) cluster.add(bert);
for (const cluster of [ackCurrent, prometheusCurrent]) cluster.add(chat, classifier);

ackCurrent.add(bertAhpa, embedder, translator);
new ApplicationIntelligence(ackCurrent, 'application-intelligence', { prometheusUrl: '${PROMETHEUS_URL}' });
new LoadGenerator(ackCurrent, 'fib-loader', { target: bertAhpa, path: '/predict?query=Music' });

prometheusCurrent.add(embedderByTurns, translatorWithoutForecast);

app.synth();
