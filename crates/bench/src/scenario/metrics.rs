//! What is measured of traffic.

use std::time::Duration;

use hdrhistogram::Histogram;

use crate::report::{Metric, SERVER_CPU, Sample};

/// What was done, and what it cost.
pub(super) struct Work {
    pub(super) elapsed: Duration,
    pub(super) sent: u64,
    pub(super) delivered: u64,
    pub(super) server: Duration,
    pub(super) generator: Duration,
}

const DELIVERIES: Metric = Metric {
    key: "deliveries_per_second",
    title: "deliveries a second",
    digits: 0,
};
const MESSAGES: Metric = Metric {
    key: "messages_per_second",
    title: "messages a second",
    digits: 0,
};
const SERVER_CORES: Metric = Metric {
    key: "server_cores",
    title: "cores busy, server",
    digits: 2,
};
const GENERATOR_CPU: Metric = Metric {
    key: "generator_cpu_us_per_delivery",
    title: "generator CPU, µs a delivery",
    digits: 3,
};
pub(super) const P50: Metric = Metric {
    key: "latency_p50_ms",
    title: "p50, ms",
    digits: 2,
};
pub(super) const P99: Metric = Metric {
    key: "latency_p99_ms",
    title: "p99, ms",
    digits: 2,
};

impl Work {
    pub(super) fn sample(&self, latency: &Histogram<u64>) -> Sample {
        let seconds = self.elapsed.as_secs_f64();
        let deliveries = self.delivered.max(1) as f64;
        let each = |time: Duration| time.as_secs_f64() * 1e6 / deliveries;
        Sample::default()
            .with(&SERVER_CPU, each(self.server))
            .with(&DELIVERIES, self.delivered as f64 / seconds)
            .with(&MESSAGES, self.sent as f64 / seconds)
            .with(&SERVER_CORES, self.server.as_secs_f64() / seconds)
            .with(&GENERATOR_CPU, each(self.generator))
            .with(&P50, quantile(latency, 0.5))
            .with(&P99, quantile(latency, 0.99))
    }
}

/// A quantile of nanoseconds, in milliseconds.
pub(super) fn quantile(latency: &Histogram<u64>, quantile: f64) -> f64 {
    latency.value_at_quantile(quantile) as f64 / 1e6
}
