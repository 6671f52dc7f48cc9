//! The threads that hash passwords, away from everything that must not wait.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};

use hourglass_wire::words::LoginRefusal;
use tokio::sync::oneshot;

use super::hasher::{Cost, Hasher};
use crate::limits;

/// A fixed number of threads that take the next job by themselves, and a bounded queue before them: a storm
/// of logins takes neither all processors from the chat for long nor all memory.
pub(crate) struct Pool(Arc<Shared>);

struct Shared {
    queue: Mutex<Queue>,
    work: Condvar,
}

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    is_closed: bool,
}

struct Job {
    /// Gone when nobody waits for the job any more.
    waiting: Weak<()>,
    work: Box<dyn FnOnce(&mut Hasher) + Send>,
}

impl Job {
    fn is_waited_for(&self) -> bool {
        self.waiting.strong_count() > 0
    }
}

impl Pool {
    /// Starts so many threads, at least one.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(crate) fn start(cost: &Cost, threads: usize) -> io::Result<Self> {
        let pool = Self(Arc::new(Shared {
            queue: Mutex::default(),
            work: Condvar::new(),
        }));
        for _ in 0..threads.max(1) {
            let shared = pool.0.clone();
            let hasher = Hasher::new(cost.clone());
            std::thread::Builder::new()
                .name("hasher".to_owned())
                .spawn(move || shared.work(hasher))?;
        }
        Ok(pool)
    }

    /// Does `work` on one of the threads when its turn comes. It is not done if it has not begun when the
    /// future is dropped.
    ///
    /// # Errors
    /// [`LoginRefusal::Busy`] when too many wait, or when the work was given up.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Hasher) -> T + Send + 'static,
    ) -> Result<T, LoginRefusal> {
        let waiting = Arc::new(());
        let (sender, done) = oneshot::channel();
        self.0.push(Job {
            waiting: Arc::downgrade(&waiting),
            work: Box::new(move |hasher| {
                // Nobody needs it if nobody waits any more.
                let _ = sender.send(work(hasher));
            }),
        })?;
        done.await.map_err(|_| busy())
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let mut queue = self.0.queue();
        queue.is_closed = true;
        queue.jobs.clear();
        self.0.work.notify_all();
    }
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, job: Job) -> Result<(), LoginRefusal> {
        let mut queue = self.queue();
        if queue.jobs.len() >= limits::HASHES_WAITING_MAX {
            queue.jobs.retain(Job::is_waited_for);
        }
        if queue.jobs.len() >= limits::HASHES_WAITING_MAX {
            return Err(busy());
        }
        queue.jobs.push_back(job);
        drop(queue);
        self.work.notify_one();
        Ok(())
    }

    /// What one thread does, until the pool is dropped.
    fn work(&self, mut hasher: Hasher) {
        give_way();
        while let Some(job) = self.next(&mut hasher) {
            if job.is_waited_for() {
                // A thread that died would be missing from then on. Whoever waits hears that it is busy.
                let _ = catch_unwind(AssertUnwindSafe(|| (job.work)(&mut hasher)));
            }
        }
    }

    /// The next job. Gives the hasher's memory back when none has come for a while.
    fn next(&self, hasher: &mut Hasher) -> Option<Job> {
        let is_idle = |queue: &mut Queue| queue.jobs.is_empty() && !queue.is_closed;
        let kept = limits::HASHING_MEMORY_KEPT;
        for step in [Hasher::rest, Hasher::settle] {
            let waited = self.work.wait_timeout_while(self.queue(), kept, is_idle);
            let (mut queue, waited) = waited.unwrap_or_else(PoisonError::into_inner);
            if !waited.timed_out() {
                return queue.jobs.pop_front();
            }
            drop(queue);
            step(hasher);
        }
        let waited = self.work.wait_while(self.queue(), is_idle);
        let mut queue = waited.unwrap_or_else(PoisonError::into_inner);
        queue.jobs.pop_front()
    }
}

/// Lets the threads that keep the chat going before this one, which does nothing but hash.
fn give_way() {
    // Only Linux has this for each thread. Where it may not be done, the processors are shared evenly.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, limits::HASHING_NICENESS);
}

pub(super) fn busy() -> LoginRefusal {
    LoginRefusal::Busy {
        wait: limits::BUSY_WAIT,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;
    use std::thread::ThreadId;

    use futures_util::FutureExt;
    use futures_util::future::join_all;
    use hourglass_wire::LoginRefusal;

    use tokio::sync::oneshot;

    use super::super::hasher::Cost;
    use super::{Job, Pool};
    use crate::limits;

    fn pool(threads: usize) -> Pool {
        Pool::start(&Cost::new(1024 * 1024).unwrap(), threads).unwrap()
    }

    /// Keeps the only thread of a pool busy until what it returns is dropped.
    async fn occupy(pool: &Pool) -> Occupied {
        let waiting = Arc::new(());
        let (free, freed) = mpsc::channel::<()>();
        let (begin, begun) = oneshot::channel();
        let job = Job {
            waiting: Arc::downgrade(&waiting),
            work: Box::new(move |_| {
                begin.send(()).unwrap();
                let _ = freed.recv();
            }),
        };
        pool.0.push(job).unwrap();
        begun.await.unwrap();
        Occupied { _free: free }
    }

    /// Ends what keeps a thread busy.
    struct Occupied {
        _free: mpsc::Sender<()>,
    }

    #[tokio::test]
    async fn only_so_many_wait_and_those_who_left_take_no_place() {
        let pool = pool(1);
        let occupied = occupy(&pool).await;
        let done = Arc::new(AtomicUsize::new(0));
        let job = || {
            let (pool, done) = (&pool, done.clone());
            async move {
                pool.run(move |_| done.fetch_add(1, Ordering::Relaxed))
                    .await
            }
            .boxed()
        };
        let mut waiting: Vec<_> = (0..limits::HASHES_WAITING_MAX).map(|_| job()).collect();
        for job in &mut waiting {
            assert!(job.now_or_never().is_none());
        }
        let refused = job().await;
        assert!(
            matches!(refused, Err(LoginRefusal::Busy { wait }) if wait == limits::BUSY_WAIT),
            "{refused:?}"
        );

        // Those who left are not hashed for, and others come in their place.
        waiting.truncate(limits::HASHES_WAITING_MAX / 2);
        let mut late = job();
        assert!((&mut late).now_or_never().is_none());
        waiting.push(late);
        let expected = waiting.len();
        drop(occupied);
        for done in join_all(waiting).await {
            done.unwrap();
        }
        assert_eq!(done.load(Ordering::Relaxed), expected);
    }

    #[tokio::test]
    async fn a_job_that_panics_costs_no_thread() {
        let pool = pool(1);
        let thread = |_: &mut _| std::thread::current().id();
        let before: ThreadId = pool.run(thread).await.unwrap();
        let failed = pool.run(|_| panic!("as the test wants it")).await;
        assert!(matches!(failed, Err(LoginRefusal::Busy { .. })));
        assert_eq!(pool.run(thread).await.unwrap(), before);
    }

    #[tokio::test]
    async fn a_pool_that_is_gone_gives_up_what_waits_and_ends_its_threads() {
        let pool = pool(1);
        let shared = Arc::downgrade(&pool.0);
        let occupied = occupy(&pool).await;
        let waiting = Arc::new(());
        let (sender, done) = oneshot::channel();
        let job = Job {
            waiting: Arc::downgrade(&waiting),
            work: Box::new(move |_| sender.send(()).unwrap()),
        };
        pool.0.push(job).unwrap();
        drop(pool);
        assert!(done.await.is_err());
        drop(occupied);
        while shared.strong_count() > 0 {
            tokio::task::yield_now().await;
        }
    }
}
