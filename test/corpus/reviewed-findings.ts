/**
 * What is found in each file of the corpus, as `severity check:line`, the newest Kubernetes minor assumed. Each was looked at and is right.
 * Files without an entry have none.
 */
export const REVIEWED_FINDINGS: Readonly<Record<string, readonly string[]>> = {
  'adapter-configs/AliyunContainerService__alibaba-cloud-metrics-adapter__docs-metrics-arms_prometheus-L137.yaml': [
    'unreadable:9',
  ],
  'adapter-configs/GoogleCloudPlatform__prometheus-engine__examples-hpa-prometheus-adapter.yaml': [
    'info adapter/config-not-rolled:186',
  ],
  'adapter-configs/abhishekm2610__gpu-autoscaling-scripts__autoscale-v2-adapter-rules.yaml': [
    'error adapter/config-invalid:10',
  ],
  'adapter-configs/asagarx__k8s-custom-metrics-hpa-workshop__k8s-prometheus-adapter.yaml': [
    'info adapter/config-not-rolled:20',
  ],
  'adapter-configs/mrit1411__Ollama__prometheus-adapter-values.yaml': ['error adapter/aggregated-away:10'],
  'ahpa/AliyunContainerService__kubernetes-cronhpa-controller__examples-deployment_cronhpa_hpa.yaml': [
    'error gitops/replicas-set:9',
    'error hpa/resource-request-missing:36',
  ],
  'deployments/AliyunContainerService__gpushare-device-plugin__demo-binpack-1-binpack-1.yaml': [
    'error manifest/schema:16',
  ],
  'deployments/GoogleCloudPlatform__kubernetes-engine-samples__ai-ml-gke-model-armor-preparing-the-model-vllm-gemma-deployment.yaml':
    ['unreadable:36'],
  'deployments/ROCm__device-metrics-exporter__example-testrunner-pre_start_job_check.yaml': [
    'error manifest/schema:131',
    'error workload/admission:131',
    'error manifest/schema:132',
  ],
  'deployments/kubeflow__examples__github_issue_summarization-pipelines-components-t2t-webapp-launcher-t2tapp-template.yaml':
    ['error manifest/schema:14', 'error manifest/schema:32', 'error workload/admission:49'],
  'hpa/AliyunContainerService__alibaba-cloud-metrics-adapter__README-L25.yaml': ['error hpa/api-version-removed:1'],
  'hpa/AliyunContainerService__alibaba-cloud-metrics-adapter__docs-metrics-ahas_sentinel-L29.yaml': [
    'error gitops/replicas-set:27',
    'error hpa/api-version-removed:87',
  ],
  'hpa/AliyunContainerService__alibaba-cloud-metrics-adapter__docs-metrics-arms_prometheus-L105.yaml': [
    'error hpa/api-version-removed:2',
  ],
  'hpa/AliyunContainerService__alibaba-cloud-metrics-adapter__docs-metrics-slb-L35.yaml': [
    'error manifest/schema:1',
    'error gitops/replicas-set:8',
    'error hpa/api-version-removed:39',
  ],
  'hpa/AliyunContainerService__alibaba-cloud-metrics-adapter__docs-metrics-sls-L139.yaml': [
    'error manifest/schema:1',
    'error gitops/replicas-set:8',
    'error hpa/api-version-removed:57',
  ],
  'hpa/AliyunContainerService__alibaba-cloud-metrics-adapter__docs-metrics-sls-L38.yaml': [
    'error manifest/schema:1',
    'error gitops/replicas-set:8',
    'error hpa/api-version-removed:52',
  ],
  'hpa/AliyunContainerService__alibaba-cloud-metrics-adapter__examples-cms.yaml': [
    'error manifest/schema:1',
    'error hpa/api-version-removed:23',
  ],
  'hpa/DevSecOpsSamples__eks-gpu-autoscaling__README-L330.yaml': ['error hpa/api-version-removed:1'],
  'hpa/DevSecOpsSamples__eks-gpu-autoscaling__cpu-api-cpu-api-template.yaml': [
    'error gitops/replicas-set:10',
    'error hpa/api-version-removed:52',
  ],
  'hpa/DevSecOpsSamples__eks-gpu-autoscaling__gpu-api-gpu-api-template.yaml': [
    'error gitops/replicas-set:10',
    'error hpa/api-version-removed:48',
  ],
  'hpa/DevSecOpsSamples__eks-gpu-autoscaling__gpu-api-gpu-api2-template.yaml': [
    'error gitops/replicas-set:10',
    'error hpa/api-version-removed:50',
  ],
  'hpa/DevSecOpsSamples__eks-gpu-autoscaling__gpu-api-gpu-api2.yaml': [
    'error gitops/replicas-set:10',
    'error hpa/api-version-removed:50',
  ],
  'hpa/GoogleCloudPlatform__ai-on-gke__benchmarks-inference-server-text-generation-inference-hpa-templates-hpa.tgi.custom_metric.yaml.yaml':
    ['unreadable:14'],
  'hpa/GoogleCloudPlatform__ai-on-gke__modules-jetstream-maxtext-deployment-README-L132.yaml': ['unreadable:1'],
  'hpa/GoogleCloudPlatform__ai-on-gke__modules-jetstream-maxtext-deployment-templates-custom-metrics-stackdriver-adapter-hpa.jetstream.yaml.yaml':
    ['unreadable:14'],
  'hpa/GoogleCloudPlatform__ai-on-gke__modules-jetstream-maxtext-deployment-templates-prometheus-adapter-hpa.jetstream.yaml.yaml':
    ['unreadable:14'],
  'hpa/GoogleCloudPlatform__kubernetes-engine-samples__cost-optimization-gke-scheduled-autoscaler-k8s-hpa-example.yaml':
    ['info hpa/dead-zone:22'],
  'hpa/GoogleCloudPlatform__kubernetes-engine-samples__cost-optimization-gke-scheduled-autoscaler-k8s-scheduled-autoscaler-hpa-example.yaml':
    ['info hpa/dead-zone:22'],
  'hpa/GoogleCloudPlatform__kubernetes-engine-samples__cost-optimization-gke-shift-left-cost-api-testdata-hpa-hpa-v1.yaml':
    [
      'info hpa/dead-zone:35',
      'info hpa/dead-zone:67',
      'info hpa/dead-zone:101',
      'info hpa/dead-zone:135',
      'info hpa/dead-zone:169',
      'info hpa/dead-zone:203',
      'info hpa/dead-zone:237',
      'info hpa/dead-zone:271',
      'info hpa/dead-zone:305',
      'info hpa/dead-zone:339',
      'info hpa/dead-zone:373',
    ],
  'hpa/GoogleCloudPlatform__kubernetes-engine-samples__cost-optimization-gke-shift-left-cost-api-testdata-hpa-hpa-v2beta1.yaml':
    [
      'error hpa/api-version-removed:15',
      'info hpa/dead-zone:28',
      'error hpa/api-version-removed:69',
      'info hpa/dead-zone:82',
      'error hpa/api-version-removed:124',
      'info hpa/dead-zone:137',
      'error hpa/api-version-removed:179',
      'info hpa/dead-zone:192',
      'error hpa/api-version-removed:234',
      'info hpa/dead-zone:247',
      'error hpa/api-version-removed:289',
      'info hpa/dead-zone:302',
      'error hpa/api-version-removed:344',
      'info hpa/dead-zone:357',
      'error hpa/api-version-removed:399',
      'info hpa/dead-zone:412',
      'error hpa/api-version-removed:454',
      'info hpa/dead-zone:467',
      'error hpa/api-version-removed:509',
      'info hpa/dead-zone:522',
      'error hpa/api-version-removed:564',
      'info hpa/dead-zone:577',
    ],
  'hpa/GoogleCloudPlatform__kubernetes-engine-samples__cost-optimization-gke-shift-left-cost-api-testdata-hpa-hpa-v2beta2.yaml':
    [
      'error hpa/api-version-removed:16',
      'info hpa/dead-zone:29',
      'error hpa/api-version-removed:73',
      'info hpa/dead-zone:86',
      'error hpa/api-version-removed:131',
      'info hpa/dead-zone:144',
      'error hpa/api-version-removed:189',
      'info hpa/dead-zone:202',
      'error hpa/api-version-removed:247',
      'info hpa/dead-zone:260',
      'error hpa/api-version-removed:305',
      'info hpa/dead-zone:318',
      'error hpa/api-version-removed:363',
      'info hpa/dead-zone:376',
      'error hpa/api-version-removed:421',
      'info hpa/dead-zone:434',
      'error hpa/api-version-removed:479',
      'info hpa/dead-zone:492',
      'error hpa/api-version-removed:537',
      'info hpa/dead-zone:550',
      'error hpa/api-version-removed:595',
      'info hpa/dead-zone:608',
    ],
  'hpa/GoogleCloudPlatform__kubernetes-engine-samples__cost-optimization-gke-shift-left-cost-api-testdata-manifests-nginx.yaml':
    [
      'error hpa/api-version-removed:15',
      'info hpa/dead-zone:20',
      'error hpa/admission:22',
      'error hpa/resource-request-missing:28',
      'error manifest/schema:33',
    ],
  'hpa/GoogleCloudPlatform__kubernetes-engine-samples__cost-optimization-gke-shift-left-cost-samples-k8s-cost-estimator-github-wordpress-wordpress_hpa.yaml':
    ['error hpa/api-version-removed:15'],
  'hpa/GoogleCloudPlatform__kubernetes-engine-samples__cost-optimization-gke-shift-left-cost-samples-k8s-cost-estimator-local-app-v1-deployment-with-hpa.yaml':
    [
      'error hpa/api-version-removed:15',
      'info hpa/dead-zone:20',
      'error hpa/admission:22',
      'error hpa/resource-request-missing:28',
      'error manifest/schema:33',
    ],
  'hpa/GoogleCloudPlatform__kubernetes-engine-samples__cost-optimization-gke-shift-left-cost-samples-k8s-cost-estimator-local-app-v2-deployment-with-hpa.yaml':
    [
      'error hpa/api-version-removed:15',
      'info hpa/dead-zone:20',
      'error hpa/admission:22',
      'error hpa/resource-request-missing:28',
      'error manifest/schema:33',
    ],
  'hpa/GoogleCloudPlatform__prometheus-engine__examples-kube-state-metrics-kube-state-metrics.yaml': [
    'error gitops/replicas-set:24',
  ],
  'hpa/KhryptorGraphics__OllamaMax__ollama-distributed-deploy-integration-production-deployment.yaml': [
    'error gitops/replicas-set:193',
    'warning hpa/scale-up-faster-than-startup:483',
  ],
  'hpa/KhryptorGraphics__OllamaMax__ollama-distributed-docs-documentation-site-docs-training-module-7-production-L621.yaml':
    ['info hpa/dead-zone:13'],
  'hpa/KhryptorGraphics__OllamaMax__ollama-distributed-docs-guides-operations-guide-L917.yaml': [
    'info hpa/dead-zone:12',
  ],
  'hpa/KhryptorGraphics__OllamaMax__ollama-distributed-docs-training-case-studies-L41.yaml': ['info hpa/dead-zone:12'],
  'hpa/SkullTech__benchmarking-openfaas__kubernetes-hpa-function-invocation-per-second.yaml': [
    'error hpa/api-version-removed:1',
    'info hpa/dead-zone:12',
  ],
  'hpa/abhishekm2610__gpu-autoscaling-scripts__autoscale-v2-ollama-hpa-custom-metrics.yaml': ['info hpa/dead-zone:12'],
  'hpa/abhishekm2610__gpu-autoscaling-scripts__llm-autoscale-ollama-custom-hpa.yaml': ['info hpa/dead-zone:12'],
  'hpa/abhishekm2610__gpu-autoscaling-scripts__llm-autoscale-ollama-hpa.yaml': ['info hpa/dead-zone:12'],
  'hpa/ashrafgt__k8s-gpu-hpa__cuda-test-hpa.yaml': ['error hpa/api-version-removed:1'],
  'hpa/avi1512__Prometheus-ServiceMonitor__demo1-app-custom-metrics-hpa.yaml': ['unreadable:1'],
  'hpa/devopsbox-io__example-istio-hpa__hpa.yaml': ['error hpa/api-version-removed:1'],
  'hpa/elofaso__prometheus-hpa__hpa.yaml': ['info hpa/dead-zone:11'],
  'hpa/hazelcast-guides__kubernetes-hpa__docs-modules-ROOT-pages-kubernetes-hpa-L209.yaml': [
    'error hpa/api-version-removed:1',
  ],
  'hpa/jrhuerta__celery-k8s-suffle-shard-with-autoscaling__k8s-manifest.yaml': [
    'error gitops/replicas-set:75',
    'error hpa/api-version-removed:92',
    'info hpa/dead-zone:103',
  ],
  'hpa/kosta1221__kube-custom-metrics-hpa__hpa.yaml': ['error hpa/api-version-removed:1'],
  'hpa/kosta1221__kube-custom-metrics-hpa__sockets-poc-sockets-hpa.yaml': ['error hpa/api-version-removed:1'],
  'hpa/laszlocph__hpa__hpa.yaml': ['error hpa/api-version-removed:2'],
  'hpa/muaydin__ytdlp-test-service__k8s-hpa-custom.yaml': ['info hpa/dead-zone:12'],
  'hpa/ns-cchen__k8s-hpa-example__sample-app.hpa.yaml': ['warning hpa/target-type-mismatch:26'],
  'hpa/pahud__amazon-eks-gpu-scale__hpa.yaml': ['error hpa/api-version-removed:2'],
  'hpa/stefanprodan__k8s-prom-hpa__README-L264.yaml': ['error hpa/api-version-removed:1'],
  'hpa/stefanprodan__k8s-prom-hpa__README-L89.yaml': ['unreadable:15'],
  'hpa/stefanprodan__k8s-prom-hpa__podinfo-podinfo-hpa-custom.yaml': ['error hpa/api-version-removed:2'],
  'hpa/vinkobuble__cpu-bound-workers__k8s-hpa.yaml': ['info hpa/dead-zone:12'],
  'hpa/z26qin__llm-inference-service__k8s-hpa.yaml': ['error hpa/two-autoscalers-one-target:101'],
};
