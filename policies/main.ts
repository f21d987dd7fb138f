import { ApplicationIntelligence, LoadGenerator, PolicyApp } from 'foresail';
import { bert } from './bert-intent-detection';
import { bertAhpa } from './bert-intent-detection-ahpa';
import { clusters } from './clusters';

const app = new PolicyApp();
const { ack122, ackCurrent, prometheusCurrent } = clusters(app);

for (const cluster of [ack122, ackCurrent, prometheusCurrent]) cluster.add(bert);

ackCurrent.add(bertAhpa);
new ApplicationIntelligence(ackCurrent, 'application-intelligence', { prometheusUrl: '${PROMETHEUS_URL}' });
new LoadGenerator(ackCurrent, 'fib-loader', { target: bertAhpa, path: '/predict?query=Music' });

app.synth();
